"""Who answers whom, and everything said."""
