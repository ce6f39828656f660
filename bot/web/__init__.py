"""What all our web edges share: problems as answers, static files, security headers, texts of pages."""
