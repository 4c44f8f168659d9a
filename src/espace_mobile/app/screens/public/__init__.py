"""What the public reads: the site, the opportunities, the stories told; and the secret calendars of the teams."""
