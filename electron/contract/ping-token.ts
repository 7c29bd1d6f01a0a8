/** The syntax of the secret in a ping URL: a monitor's token, or the ping key in front of a slug. */
export const pingToken = /^[A-Za-z0-9_-]{16,64}$/;
