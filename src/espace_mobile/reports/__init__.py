"""Tables, charts and files made from the register."""
