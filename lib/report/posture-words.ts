import type { PostureName } from "#probe/observation"

/** Mode and posture in the words of every face: the mode on the left of a lane, what the client brings beside it. */
export const postureWords = {
	plaintext: { mode: "none", brings: "plaintext" },
	tls: { mode: "tls", brings: "verified, no client certificate" },
	"tls-unverified": { mode: "tls", brings: "not verified" },
	mtls: { mode: "mtls", brings: "client certificate" },
	external: { mode: "external", brings: "provisioned files" },
	spiffe: { mode: "spiffe", brings: "Workload API identity" },
} as const satisfies Record<PostureName, { readonly mode: string; readonly brings: string }>
