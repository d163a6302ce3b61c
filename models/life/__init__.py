"""Organisation life beside its meetings: talks, appraisal, problems, studies, service."""
