"""The agents' web application at /console/."""
