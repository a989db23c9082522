"""The trained parts: models that ship with the package, their training from labelled rows, and their use."""
