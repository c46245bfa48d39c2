import type { ProtocolAnswer } from "../protocol-observation.ts"
import { speaksConnect, speaksGrpcWeb } from "./speaks.ts"

/**
 * The headers that a browser client of the protocol in use would announce in its preflight, besides `content-type`:
 * servers list exactly those that they know, and may refuse a list with a stranger in it.
 */
export function preflightHeaders(answers: readonly ProtocolAnswer[]): readonly string[] {
	if (answers.some(speaksConnect)) return ["connect-protocol-version", "content-type"]
	if (answers.some(speaksGrpcWeb)) return ["content-type", "x-grpc-web"]
	return ["content-type"]
}
