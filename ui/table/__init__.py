"""The table of any kind of record: model, cells worked like a worksheet's, columns, conditions."""
