"""What a worker does, as functions over a replica: the only place of the app that changes the store.

Each takes who does it and when, saves in one durable commit, and raises `InputError` before anything is saved.
"""
