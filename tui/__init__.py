"""What a person at a terminal touches: commands, screens, widgets."""
