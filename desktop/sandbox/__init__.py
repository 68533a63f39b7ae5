"""The sandbox: Zendesk, Slack and Confluence as one small local HTTP service, in its own process."""
