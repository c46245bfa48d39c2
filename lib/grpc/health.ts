import { decodeMessage, encodeMessage } from "./message-codec.ts"

/** The method that answers on almost every gRPC server. */
export const healthCheckMethod = "grpc.health.v1.Health/Check"

/** Serving states of grpc.health.v1. */
export const servingStates = ["UNKNOWN", "SERVING", "NOT_SERVING", "SERVICE_UNKNOWN"] as const

/** How a service says it is doing. */
export type ServingState = (typeof servingStates)[number]

/** A `grpc.health.v1.HealthCheckRequest`; the empty name asks for the server as a whole. */
export function encodeHealthRequest(service: string): Uint8Array {
	return encodeMessage("grpc.health.v1.HealthCheckRequest", service === "" ? {} : { service })
}

/** The state in a `grpc.health.v1.HealthCheckResponse`; undefined for other bytes and for states that no version names. */
export function readHealthResponse(bytes: Uint8Array): ServingState | undefined {
	const message = decodeMessage("grpc.health.v1.HealthCheckResponse", bytes)
	if (!message.ok) return undefined
	return servingStates.find((state) => state === message.value.status)
}
