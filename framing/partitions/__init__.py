"""A corpus in partitions: analysed by one process, many, or many machines, kept on disk, joined in order."""
