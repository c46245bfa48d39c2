import { type Metadata, status } from "@grpc/grpc-js"

/** The bearer token of the lab. It opens nothing but lab servers on loopback, and is no secret. */
export const labToken = "lab-token"

/** Refuses calls without the lab's bearer token, as interceptors do: UNAUTHENTICATED. */
export function refuseWithoutToken(metadata: Metadata) {
	if (metadata.get("authorization")[0] === `Bearer ${labToken}`) return undefined
	return { code: status.UNAUTHENTICATED, details: "missing or invalid bearer token" }
}

/** A check that looks whether there is a bearer token, and not which. */
export function refuseWithoutAnyToken(metadata: Metadata) {
	if (String(metadata.get("authorization")[0] ?? "").startsWith("Bearer ")) return undefined
	return { code: status.UNAUTHENTICATED, details: "missing bearer token" }
}
