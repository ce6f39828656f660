"""What every capability rests on."""
