import { createServer as createTcpServer } from "node:net"
import {
	createServer as createTlsServer,
	type TLSSocket,
	type TlsOptions,
	type Server as TlsServer,
} from "node:tls"
import { ServerCredentials } from "@grpc/grpc-js"
import type { Issued } from "#pki/issue"
import { type HealthBehaviour, healthServer } from "./health-service.ts"
import { type Listening, listen, type Place } from "./listen.ts"

/** A gRPC server in plaintext: grpc-js behind a TCP or unix socket. */
export async function plaintextGrpc(place: Place, behaviour: HealthBehaviour = {}): Promise<Listening> {
	const grpc = healthServer(behaviour)
	const injector = grpc.createConnectionInjector(ServerCredentials.createInsecure())
	const listening = await listen(
		createTcpServer((socket) => injector.injectConnection(socket)),
		place,
	)
	return { port: listening.port, close: () => closeBoth(listening, () => grpc.forceShutdown()) }
}

/**
 * A gRPC server over TLS: Node's TLS in front, so that every TLS option is ours, and grpc-js behind it. `divert` may
 * take a connection after its handshake; grpc-js then does not see it.
 */
export async function tlsGrpc(
	place: Place,
	options: TlsOptions,
	behaviour: HealthBehaviour = {},
	divert: (socket: TLSSocket) => boolean = () => false,
): Promise<Listening & { readonly tls: TlsServer }> {
	const grpc = healthServer(behaviour)
	const injector = grpc.createConnectionInjector(ServerCredentials.createInsecure())
	const server = createTlsServer({ ALPNProtocols: ["h2"], ...options })
	server.on("secureConnection", (socket) => {
		socket.on("error", () => socket.destroy())
		if (!divert(socket)) injector.injectConnection(socket)
	})
	server.on("tlsClientError", (_error, socket) => socket.destroy())
	const listening = await listen(server, place)
	return { port: listening.port, tls: server, close: () => closeBoth(listening, () => grpc.forceShutdown()) }
}

/** A port that takes TLS and plaintext alike: a first byte of 22 begins a TLS handshake (RFC 8446 section 5.1). */
export async function plaintextOrTlsGrpc(
	place: Place,
	options: TlsOptions,
	behaviour: HealthBehaviour = {},
): Promise<Listening> {
	const grpc = healthServer(behaviour)
	const injector = grpc.createConnectionInjector(ServerCredentials.createInsecure())
	const tls = createTlsServer({ ALPNProtocols: ["h2"], ...options }, (socket) => {
		socket.on("error", () => socket.destroy())
		injector.injectConnection(socket)
	})
	tls.on("tlsClientError", (_error, socket) => socket.destroy())
	const listening = await listen(
		createTcpServer((socket) => {
			socket.once("data", (first) => {
				socket.pause()
				socket.unshift(first)
				if (first[0] === 22) tls.emit("connection", socket)
				else injector.injectConnection(socket)
			})
		}),
		place,
	)
	return { port: listening.port, close: () => closeBoth(listening, () => grpc.forceShutdown()) }
}

/** The certificate and key of an identity as TLS options. */
export function identityOptions(identity: Pick<Issued, "chainPem" | "privateKeyPem">) {
	return { cert: identity.chainPem, key: identity.privateKeyPem.reveal() }
}

/** TLS options that let nobody in without a certificate by one of these CAs. */
export function requireClients(ca: string | string[]) {
	return { ca, requestCert: true, rejectUnauthorized: true } as const
}

/** TLS options that ask for a client certificate and go on without one. */
export function askClients(ca: string) {
	return { ca, requestCert: true, rejectUnauthorized: false } as const
}

/** For `divert`: ends the connection of a client whose certificate the scenario does not like. */
export function refuseUnless(socket: TLSSocket, isLiked: boolean): boolean {
	if (!isLiked) socket.destroy()
	return !isLiked
}

/** OpenSSL's one verdict on the client's chain. Node types it as Error and fills it with a code as text. */
export function verdictOn(socket: TLSSocket): string {
	return String(socket.authorizationError)
}

async function closeBoth(listening: Listening, shutdown: () => void): Promise<void> {
	shutdown()
	await listening.close()
}
