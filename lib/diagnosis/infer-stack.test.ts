import { describe, expect, it } from "vitest"
import type { AttemptObservation } from "#probe/observation"
import type { ProtocolAnswer } from "#probe/protocol-observation"
import { inferStack } from "./infer-stack.ts"
import { attempt, runOf, tlsAttempt } from "./testing/observations.ts"
import { grpcWebAnswer, protocolAnswer, protocolsOf } from "./testing/protocol-runs.ts"

const unknownIn = (grpcMessage?: string): ProtocolAnswer =>
	protocolAnswer("grpc-unknown-method", {
		httpStatus: 200,
		headers: { "content-type": "application/grpc" },
		grpcStatus: "UNIMPLEMENTED",
		...(grpcMessage === undefined ? {} : { grpcMessage }),
	})

const withSettings = (...list: readonly (readonly [number, number])[]): AttemptObservation =>
	tlsAttempt("tls", { http2: { settings: list.map(([id, value]) => ({ id, name: "", value })) } })

const nginx = withSettings([3, 128], [4, 65_536], [5, 16_777_215])
const hyper = withSettings([4, 1_048_576], [5, 16_384], [6, 16_384])
const goHttp = withSettings([5, 1_048_576], [3, 250], [6, 1_048_896], [1, 4_096], [4, 1_048_576])

function stackOf(attempts: readonly AttemptObservation[], answers: readonly ProtocolAnswer[] = []) {
	return inferStack(runOf(attempts, {}, { protocols: protocolsOf(answers) }))
}

describe("inferStack", () => {
	it.each<[string, string, readonly ProtocolAnswer[], AttemptObservation]>([
		["grpc-go", "its words", [unknownIn("unknown service a.B")], withSettings([5, 16_384])],
		["grpc-js", "its words", [unknownIn("The server does not implement the method /a/B")], withSettings()],
		["grpc-java", "its words", [unknownIn("Method not found: a/B")], tlsAttempt("tls")],
		["gRPC C-core", "its words", [unknownIn("Method not found!")], tlsAttempt("tls")],
		["grpc-dotnet", "its words", [unknownIn("Service is unimplemented.")], tlsAttempt("tls")],
		["tonic", "silence over hyper", [unknownIn()], hyper],
		[
			"connect-go",
			"its Accept-Post",
			[
				protocolAnswer("non-grpc-content-type", {
					httpStatus: 415,
					headers: { "accept-post": "application/grpc-web+json; charset=utf-8, application/proto" },
				}),
			],
			goHttp,
		],
		[
			"connect-rust",
			"a Connect error in its words",
			[
				protocolAnswer("connect", {
					httpStatus: 404,
					connectCode: "unimplemented",
					connectMessage: "method not found: a/B",
				}),
			],
			hyper,
		],
		["Go net/http", "SETTINGS alone", [], goHttp],
		["nginx", "SETTINGS alone", [], nginx],
	])("names %s by %s", (name, _, answers, lane) => {
		expect(stackOf([lane], answers)).toMatchObject({ name })
		expect(stackOf([lane], answers)).not.toHaveProperty("front")
	})

	it("tells the application from the proxy in front of it", () => {
		const stack = stackOf([nginx], [unknownIn("unknown service a.B")])
		expect(stack).toMatchObject({ name: "grpc-go", front: { name: "nginx" } })
		expect(stack?.signs).toEqual(["words of grpc-go about an unknown service"])
	})

	it.each([
		["a Server header", { server: "some-proxy/2.1" }, "some-proxy"],
		["a Via header", { via: "1.1 first, 1.1 edge (comment)" }, "edge"],
		["Envoy's own header", { "x-envoy-upstream-service-time": "3" }, "Envoy"],
	])("believes whoever names itself by %s", (_, headers, front) => {
		const answer = protocolAnswer("http1-get", { httpStatus: 404, headers })
		expect(stackOf([tlsAttempt("tls")], [unknownIn("unknown service a.B"), answer])?.front?.name).toBe(front)
	})

	it("is surer with every layer that agrees, and never certain", () => {
		const alone = stackOf([tlsAttempt("tls")], [unknownIn("unknown service a.B")])?.confidence ?? 1
		const both = stackOf([withSettings([5, 16_384])], [unknownIn("unknown service a.B")])?.confidence ?? 0
		expect(both).toBeGreaterThan(alone)
		expect(both).toBeLessThan(1)
	})

	it("is less sure when the words of two frameworks contradict each other", () => {
		const one = stackOf([tlsAttempt("tls")], [unknownIn("unknown service a.B")])?.confidence ?? 0
		const two = stackOf(
			[tlsAttempt("tls")],
			[unknownIn("unknown service a.B"), unknownIn("Method not found!")],
		)
		expect(two?.name).toBe("grpc-go")
		expect(two?.confidence).toBeLessThan(one)
	})

	it("takes a TLS library that the framework does not bring along for a front", () => {
		const rustls = attempt("plaintext", {
			firstBytes: { hex: "15030300020232", text: "", kind: "tls-alert", t: 1 },
		})
		expect(stackOf([rustls, tlsAttempt("tls")], [unknownIn("unknown service a.B")])?.front?.name).toBe(
			"rustls",
		)
		expect(stackOf([rustls, hyper], [unknownIn("method not found: a/B")])).not.toHaveProperty("front")
	})

	it("names nobody by a weak sign alone", () => {
		expect(stackOf([tlsAttempt("tls")], [unknownIn(), grpcWebAnswer])).toBeUndefined()
	})
})
