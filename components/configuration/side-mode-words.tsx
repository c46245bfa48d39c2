import type { SideMode } from "#diagnosis/coherence/settings"

/** Mode of a side → the words for it. */
export const sideModeWords = {
	none: "Plaintext",
	tls: "TLS",
	mtls: "Mutual TLS",
	external: "External",
	spiffe: "SPIFFE",
	unknown: "Not known",
} as const satisfies Record<SideMode, string>
