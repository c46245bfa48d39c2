import type { PostureName } from "./observation.ts"

/** What one posture means, in the words of the interface (DESIGN.md section 2). */
export interface PostureTraits {
	readonly usesTls: boolean
	/** True when a rejected chain ends the attempt before the first application byte. */
	readonly verifies: boolean
	/** Where the client certificate comes from; `none` answers a CertificateRequest with an empty Certificate. */
	readonly identity: "none" | "settings" | "workload-api"
}

/** The six postures of a check. */
export const postureTraits = {
	plaintext: { usesTls: false, verifies: false, identity: "none" },
	tls: { usesTls: true, verifies: true, identity: "none" },
	"tls-unverified": { usesTls: true, verifies: false, identity: "none" },
	mtls: { usesTls: true, verifies: true, identity: "settings" },
	external: { usesTls: true, verifies: true, identity: "settings" },
	spiffe: { usesTls: true, verifies: true, identity: "workload-api" },
} as const satisfies Record<PostureName, PostureTraits>
