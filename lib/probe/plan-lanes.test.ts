import { describe, expect, it } from "vitest"
import type { EndpointSettings } from "#endpoints/endpoint"
import { configuredPosture, planLanes } from "./plan-lanes.ts"

const bare: EndpointSettings = {
	target: "localhost:1",
	mode: "auto",
	skipVerify: false,
	healthService: "",
	timeoutMs: 5_000,
}
const certificate = { kind: "file", path: "client.pem" } as const
const facts = { scheme: "grpcs", hasClientCertificate: false } as const

describe("configuredPosture", () => {
	it.each([
		["none", {}, "unstated", "plaintext"],
		["tls", {}, "grpcs", "tls"],
		["tls", { skipVerify: true }, "grpcs", "tls-unverified"],
		["mtls", {}, "grpcs", "mtls"],
		["external", {}, "grpcs", "external"],
		["spiffe", {}, "grpcs", "spiffe"],
		["auto", {}, "grpc", "plaintext"],
		["auto", {}, "grpcs", "tls"],
		["auto", {}, "unstated", "tls"],
		["auto", { skipVerify: true }, "grpcs", "tls-unverified"],
		["auto", { certificate }, "grpcs", "mtls"],
		["auto", { certificate, spiffeSocket: "unix:///a" }, "grpcs", "spiffe"],
	] as const)("mode %s with %j over %s speaks through the lane %s", (mode, more, scheme, posture) => {
		expect(configuredPosture({ ...bare, ...more, mode }, scheme)).toBe(posture)
	})
})

describe("planLanes", () => {
	const tried = (lanes: ReturnType<typeof planLanes>) =>
		lanes.filter((lane) => lane.skipped === undefined).map((lane) => lane.posture)

	it("always tries plaintext and TLS with and without verification", () => {
		expect(tried(planLanes(bare, facts))).toEqual(["plaintext", "tls", "tls-unverified"])
	})

	it("adds mutual TLS when there is a client certificate", () => {
		const lanes = planLanes({ ...bare, certificate }, { ...facts, hasClientCertificate: true })
		expect(tried(lanes)).toEqual(["plaintext", "tls", "tls-unverified", "mtls"])
	})

	it("tries provisioned files as external and not as mutual TLS", () => {
		const lanes = planLanes(
			{ ...bare, certificate, mode: "external" },
			{ ...facts, hasClientCertificate: true },
		)
		expect(tried(lanes)).toEqual(["plaintext", "tls", "tls-unverified", "external"])
	})

	it("adds SPIFFE when there is a Workload API", () => {
		expect(tried(planLanes({ ...bare, spiffeSocket: "unix:///a" }, facts))).toContain("spiffe")
	})

	it("tries nothing when a file of the settings cannot be used, and says why in every lane", () => {
		const lanes = planLanes(bare, { ...facts, problem: "ca.pem does not exist." })
		expect(tried(lanes)).toEqual([])
		expect(lanes.map((lane) => lane.skipped)).toEqual(
			Array.from({ length: 6 }, () => "Nothing was dialled: ca.pem does not exist."),
		)
	})

	it("marks one lane as configured", () => {
		expect(
			planLanes(bare, facts)
				.filter((lane) => lane.configured)
				.map((lane) => lane.posture),
		).toEqual(["tls"])
	})
})
