/** Failures that can be produced on purpose: gRPC status codes, and what SPIRE says with them where it does. */
export const workloadFailures = {
	"permission-denied": { code: 7, details: "no identity issued" },
	unavailable: { code: 14, details: "the agent is starting" },
	"invalid-argument": { code: 3, details: "security header missing from request" },
	unimplemented: { code: 12, details: "unknown method" },
	internal: { code: 13, details: "the agent failed" },
	"resource-exhausted": { code: 8, details: "too many requests" },
	"deadline-exceeded": { code: 4, details: "the server of the agent did not answer" },
} as const

/** One of the failures. */
export type WorkloadFailure = keyof typeof workloadFailures
