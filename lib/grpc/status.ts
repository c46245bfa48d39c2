/** gRPC status codes by number (grpc/doc/statuscodes). */
const names = [
	"OK",
	"CANCELLED",
	"UNKNOWN",
	"INVALID_ARGUMENT",
	"DEADLINE_EXCEEDED",
	"NOT_FOUND",
	"ALREADY_EXISTS",
	"PERMISSION_DENIED",
	"RESOURCE_EXHAUSTED",
	"FAILED_PRECONDITION",
	"ABORTED",
	"OUT_OF_RANGE",
	"UNIMPLEMENTED",
	"INTERNAL",
	"UNAVAILABLE",
	"DATA_LOSS",
	"UNAUTHENTICATED",
] as const

/** Name of a gRPC status code; `CODE_<n>` for a number that no version defines. */
export function statusName(code: number): string {
	return names[code] ?? `CODE_${code}`
}
