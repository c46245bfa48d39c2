import { decodeMessage, encodeMessage } from "./message-codec.ts"

/** Versions of the reflection service, newest first; many servers speak the older one alone. */
export const reflectionVersions = ["v1", "v1alpha"] as const

/** One version of the reflection service. */
export type ReflectionVersion = (typeof reflectionVersions)[number]

/** What a server answered to the question for its services. */
export type ReflectionAnswer =
	| { readonly kind: "services"; readonly names: readonly string[]; readonly total: number }
	/** The server answered with an error of its own; `code` is a gRPC status code. */
	| { readonly kind: "error"; readonly code: number; readonly text: string }
	| { readonly kind: "unreadable"; readonly text: string }

const namesMax = 1_000
const nameCharactersMax = 300

/** Full method name of the one streaming method, without a leading slash. */
export function reflectionMethod(version: ReflectionVersion): string {
	return `grpc.reflection.${version}.ServerReflection/ServerReflectionInfo`
}

/** The request that asks for the names of all services. */
export function encodeListServices(version: ReflectionVersion): Uint8Array {
	return encodeMessage(`grpc.reflection.${version}.ServerReflectionRequest`, { listServices: "" })
}

/** Reads the answer to it: at most 1,000 names of at most 300 characters; `total` is how many there were. */
export function readReflectionAnswer(version: ReflectionVersion, bytes: Uint8Array): ReflectionAnswer {
	const message = decodeMessage(`grpc.reflection.${version}.ServerReflectionResponse`, bytes)
	if (!message.ok) return { kind: "unreadable", text: message.error.text }
	const { listServicesResponse: list, errorResponse: error } = message.value
	if (isRecord(list) && Array.isArray(list.service)) {
		const names = list.service.slice(0, namesMax).flatMap(nameOf)
		return { kind: "services", names, total: list.service.length }
	}
	if (!isRecord(error)) return { kind: "unreadable", text: "The answer holds no list of services." }
	const code = typeof error.errorCode === "number" ? error.errorCode : 2
	return { kind: "error", code, text: String(error.errorMessage ?? "").slice(0, nameCharactersMax) }
}

function nameOf(service: unknown): readonly string[] {
	const name = isRecord(service) ? service.name : undefined
	return typeof name === "string" ? [name.slice(0, nameCharactersMax)] : []
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === "object" && value !== null
}
