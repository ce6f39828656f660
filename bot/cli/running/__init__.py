"""Programs that `desk up` starts and watches."""
