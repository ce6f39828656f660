"""The rules of the desk: pure Python, standard library only, time always an argument."""
