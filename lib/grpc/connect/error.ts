import { latin1 } from "../printable.ts"

/** The error of a unary Connect call. */
export interface ConnectError {
	readonly code: ConnectCode
	/** At most 512 characters. */
	readonly message: string
}

/** Codes of the Connect protocol, as its JSON errors write them. */
export const connectCodes = [
	"canceled",
	"unknown",
	"invalid_argument",
	"deadline_exceeded",
	"not_found",
	"already_exists",
	"permission_denied",
	"resource_exhausted",
	"failed_precondition",
	"aborted",
	"out_of_range",
	"unimplemented",
	"internal",
	"unavailable",
	"data_loss",
	"unauthenticated",
] as const

/** One code of the Connect protocol. */
export type ConnectCode = (typeof connectCodes)[number]

const messageMax = 512

/**
 * Reads the JSON body of a refused unary Connect call (Connect protocol, "Error end-stream" and "Unary-Response").
 * Undefined for anything else, JSON errors of other gateways included: those number their codes.
 */
export function readConnectError(body: Uint8Array): ConnectError | undefined {
	const value = readJsonObject(body)
	const code = connectCodes.find((each) => each === value?.code)
	if (value === undefined || code === undefined) return undefined
	const message = typeof value.message === "string" ? value.message : ""
	return { code, message: message.slice(0, messageMax).replace(/[^\x20-\x7e]/g, ".") }
}

/** A JSON object of at most 64 KiB; undefined for anything else. */
export function readJsonObject(body: Uint8Array): Readonly<Record<string, unknown>> | undefined {
	try {
		const value: unknown = JSON.parse(latin1(body.subarray(0, 64 * 1024)))
		return isObject(value) ? value : undefined
	} catch (cause) {
		if (cause instanceof SyntaxError) return undefined
		throw cause
	}
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === "object" && value !== null && !Array.isArray(value)
}
