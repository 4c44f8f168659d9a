"""The screens. `actions` is the only place that changes the store; views are dumb. See README.md for adding one."""
