"""The door for programs: what `import engine` gives, over the same use cases as the commands."""
