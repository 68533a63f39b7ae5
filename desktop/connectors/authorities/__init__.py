"""Where the services let people in: one file a service, the protocol itself by oauthlib."""
