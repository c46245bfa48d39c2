import {
	Metadata,
	Server,
	type ServerUnaryCall,
	type ServerWritableStream,
	type StatusObject,
	type sendUnaryData,
	status,
} from "@grpc/grpc-js"

/** How the lab's health service answers. */
export interface HealthBehaviour {
	/** Number of the serving state: 1 SERVING, 2 NOT_SERVING. */
	readonly state?: 1 | 2
	/** Refuses calls by their metadata; returns the status to end with. */
	readonly refuse?: (metadata: Metadata) => Pick<StatusObject, "code" | "details"> | undefined
	/** Which calls `refuse` is not asked for, as when an interceptor was forgotten. Absent: it is asked for all. */
	readonly open?: "streams" | "health"
}

const pass = (bytes: Buffer) => bytes
const echoService = "countersign.lab.v1.Echo"
const messageMax = 1024 * 1024
/** `SERVICE_UNKNOWN` of grpc.health.v1, which Watch sends where Check ends with NOT_FOUND. */
const serviceUnknown = 3

/** A grpc-js server with grpc.health.v1 and an echo service, on raw bytes of at most 1 MiB. */
export function healthServer(behaviour: HealthBehaviour = {}): Server {
	const server = new Server({ "grpc.max_receive_message_length": messageMax })
	const state = behaviour.state ?? 1
	const refusalOf = (metadata: Metadata, kind: "unary" | "streams" | "health") =>
		kind === behaviour.open ? undefined : behaviour.refuse?.(metadata)
	const healthKind = behaviour.open === "health" ? "health" : undefined
	const check = (call: ServerUnaryCall<Buffer, Buffer>, done: sendUnaryData<Buffer>) => {
		const unknown = knowsService(call.request)
			? undefined
			: { code: status.NOT_FOUND, details: "unknown service" }
		const refusal = refusalOf(call.metadata, healthKind ?? "unary") ?? unknown
		if (refusal === undefined) done(null, healthAnswer(state))
		else done({ ...refusal, metadata: new Metadata() })
	}
	const watch = (call: ServerWritableStream<Buffer, Buffer>) => {
		const refusal = refusalOf(call.metadata, healthKind ?? "streams")
		if (refusal === undefined) call.write(healthAnswer(knowsService(call.request) ? state : serviceUnknown))
		else call.emit("error", { ...refusal, metadata: new Metadata() })
	}
	const echo = (call: ServerUnaryCall<Buffer, Buffer>, done: sendUnaryData<Buffer>) => {
		const refusal = refusalOf(call.metadata, "unary")
		if (refusal === undefined) done(null, call.request)
		else done({ ...refusal, metadata: new Metadata() })
	}
	server.addService(
		{
			Check: rawMethod("/grpc.health.v1.Health/Check", false),
			Watch: rawMethod("/grpc.health.v1.Health/Watch", true),
		},
		{ Check: check, Watch: watch },
	)
	server.addService({ Echo: rawMethod(`/${echoService}/Echo`, false) }, { Echo: echo })
	return server
}

/** A method of grpc-js whose messages are bytes. */
export function rawMethod(path: string, responseStream: boolean) {
	return {
		path,
		requestStream: false,
		responseStream,
		requestSerialize: pass,
		requestDeserialize: pass,
		responseSerialize: pass,
		responseDeserialize: pass,
	}
}

/** HealthCheckResponse { status = 1 }. */
export function healthAnswer(state: number): Buffer {
	return Buffer.from([0x08, state])
}

/** HealthCheckRequest { service = 1 }: the server as a whole (empty, or no field), or the echo service. */
function knowsService(request: Buffer): boolean {
	const named = Buffer.concat([Buffer.from([0x0a, echoService.length]), Buffer.from(echoService)])
	return request.length === 0 || request.equals(Buffer.from([0x0a, 0])) || request.equals(named)
}
