"""The table of any kind of record: cells worked like a worksheet's, columns, conditions."""
