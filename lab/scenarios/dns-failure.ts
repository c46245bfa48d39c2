import type { LabScenario } from "../scenario.ts"

/** A name that does not exist. */
export const dnsFailure: LabScenario = {
	id: "dns-failure",
	title: "A name that does not exist",
	explains:
		"The host name is not in DNS. The domain .invalid is reserved for this, so nobody can ever " +
		"register it (RFC 2606).",
	expected: {
		mode: "unknown",
		clientAuth: "unknown",
		tlsVersion: null,
		identity: null,
		rule: "dns-failure",
		configuredOutcome: "failed",
	},
	start: async (context) => {
		const port = context.port === 0 ? 9091 : context.port
		return {
			settings: { target: `grpcs://nobody.invalid:${port}`, mode: "tls" },
			close: () => Promise.resolve(),
		}
	},
}
