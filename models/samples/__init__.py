"""The life of the sample branch: its meetings, talks, appraisals and studies."""
