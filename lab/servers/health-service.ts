import {
	Metadata,
	Server,
	type ServerUnaryCall,
	type ServerWritableStream,
	type sendUnaryData,
	type status,
} from "@grpc/grpc-js"

/** How the lab's health service answers. */
export interface HealthBehaviour {
	/** Number of the serving state: 1 SERVING, 2 NOT_SERVING. */
	readonly state?: 1 | 2
	/** Refuses calls by their metadata; returns the status to end with. */
	readonly refuse?: (metadata: Metadata) => { readonly code: status; readonly details: string } | undefined
}

type Bytes = Buffer
const pass = (bytes: Bytes) => bytes

/** A grpc-js server with grpc.health.v1 and an echo service, on raw bytes. */
export function healthServer(behaviour: HealthBehaviour = {}): Server {
	const server = new Server({ "grpc.max_receive_message_length": 1024 * 1024 })
	const answer = Buffer.from([0x08, behaviour.state ?? 1])
	const guard = (metadata: Metadata) => behaviour.refuse?.(metadata)
	const unary =
		(reply: (request: Bytes) => Bytes) =>
		(call: ServerUnaryCall<Bytes, Bytes>, done: sendUnaryData<Bytes>) => {
			const refusal = guard(call.metadata)
			if (refusal === undefined) done(null, reply(call.request))
			else done({ ...refusal, metadata: new Metadata() })
		}
	const watch = (call: ServerWritableStream<Bytes, Bytes>) => {
		const refusal = guard(call.metadata)
		if (refusal === undefined) call.write(answer)
		else call.emit("error", { ...refusal, metadata: new Metadata() })
	}
	const method = (path: string, responseStream: boolean) => ({
		path,
		requestStream: false,
		responseStream,
		requestSerialize: pass,
		requestDeserialize: pass,
		responseSerialize: pass,
		responseDeserialize: pass,
	})
	server.addService(
		{
			Check: method("/grpc.health.v1.Health/Check", false),
			Watch: method("/grpc.health.v1.Health/Watch", true),
		},
		{ Check: unary(() => answer), Watch: watch },
	)
	server.addService(
		{ Echo: method("/countersign.lab.v1.Echo/Echo", false) },
		{ Echo: unary((request) => request) },
	)
	return server
}
