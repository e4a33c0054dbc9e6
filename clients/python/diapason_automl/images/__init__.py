"""The same for pictures: a folder for each class, or a table of files and classes; small networks trained by PyTorch."""
