"""Tables, charts and files made from indicators. Empty until the office reports (issue 7)."""
