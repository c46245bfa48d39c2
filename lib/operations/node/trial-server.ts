import {
	Server,
	ServerCredentials,
	type ServerUnaryCall,
	type ServerWritableStream,
	type sendUnaryData,
} from "@grpc/grpc-js"
import type { Secret } from "#base/secret"

/** What a trial's server is given. */
export interface TrialServerMaterial {
	/** PEM, leaf first. */
	readonly chainPem: string
	/** PKCS #8 PEM. */
	readonly keyPem: Secret<string>
	/** PEM of the CA whose clients are let in. */
	readonly clientCaPem: string
}

/** A server that runs on loopback until it is closed. */
export interface TrialServer {
	readonly port: number
	readonly close: () => void
}

const pass = (bytes: Buffer) => bytes
/** HealthCheckResponse with status SERVING (field 1, value 1). */
const serving = Buffer.from([0x08, 0x01])
const messageMax = 65_536

function check(_: ServerUnaryCall<Buffer, Buffer>, done: sendUnaryData<Buffer>): void {
	done(null, serving)
}

function watch(call: ServerWritableStream<Buffer, Buffer>): void {
	call.write(serving)
}

/**
 * Starts a gRPC server on a free port of 127.0.0.1 that requires a client certificate of the CA and serves
 * grpc.health.v1. Rejects when the chain and the key do not belong together or cannot be read.
 */
export async function startTrialServer({
	chainPem,
	keyPem,
	clientCaPem,
}: TrialServerMaterial): Promise<TrialServer> {
	const server = new Server({ "grpc.max_receive_message_length": messageMax })
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
		{ Check: check, Watch: watch },
	)
	const credentials = ServerCredentials.createSsl(
		Buffer.from(clientCaPem),
		[{ cert_chain: Buffer.from(chainPem), private_key: Buffer.from(keyPem.reveal()) }],
		true,
	)
	const port = await new Promise<number>((resolve, reject) => {
		server.bindAsync("127.0.0.1:0", credentials, (cause, bound) =>
			cause === null ? resolve(bound) : reject(cause),
		)
	})
	return { port, close: () => server.forceShutdown() }
}
