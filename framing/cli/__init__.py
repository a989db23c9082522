"""The command line: thin shells round the functions of the package, one file a command."""
