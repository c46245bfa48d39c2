/** Rules that are no matter of transport security: the handshake had worked, or was never tried. */
export const notSecurity: ReadonlySet<string> = new Set([
	"other-not-security",
	"keepalive-goaway",
	"health-not-serving",
])
