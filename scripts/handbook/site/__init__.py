"""What happens to the built site before it is finished."""
