/** A private key is encrypted with no shorter passphrase: one is guessed from a stolen file within days. Characters. */
export const keyPassphraseMin = 8
