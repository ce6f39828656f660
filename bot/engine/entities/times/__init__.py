"""Places in time that a message names: days, periods, spans, named days and zones."""
