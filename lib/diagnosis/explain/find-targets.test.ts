import { describe, expect, it } from "vitest"
import { parseTarget } from "#grpc/parse-target"
import { findTargets } from "./find-targets.ts"

describe("addresses in an error text", () => {
	it.each([
		["dial tcp 10.0.0.7:443: connect: connection refused", ["10.0.0.7:443"]],
		[
			"failed to connect to all addresses; last error: ipv4:127.0.0.1:50051: refused",
			["ipv4:127.0.0.1:50051"],
		],
		["connecting to grpcs://billing.internal:443, giving up", ["grpcs://billing.internal:443"]],
		["dial tcp [::1]:9091: i/o timeout", ["[::1]:9091"]],
		["billing.internal:443 then localhost:9090", ["billing.internal:443", "localhost:9090"]],
		["dial unix:///run/agent.sock failed", ["unix:///run/agent.sock"]],
		["dial unix /run/agent.sock: connect: permission denied", ["unix:///run/agent.sock"]],
		['Get "https://api.internal/v1/zones": x509', ["grpcs://api.internal:443"]],
		['Post "http://127.0.0.1:8080/x": EOF', ["grpc://127.0.0.1:8080"]],
		["Name resolution failed for target dns:///pdp.internal:9094", ["dns:///pdp.internal:9094"]],
		["Failed to connect to pdp port 9094: refused", ["pdp:9094"]],
		["read tcp 10.0.0.1:51000->10.0.0.2:443: connection reset", ["10.0.0.2:443"]],
		['upstream: "grpcs://10.244.1.7:9090", client: 127.0.0.1', ["grpcs://10.244.1.7:9090"]],
		["http: TLS handshake error from 203.0.113.156:45849: EOF", []],
		["lookup pdp on 10.0.0.10:53: no such host", []],
		["transport.go:142 at 10:22:33 TLS handshake failed", []],
		["error:0A00010B:SSL routines::wrong version number", []],
		["x:99999 and a.b:99999", []],
	])("finds in %j exactly %j", (text, targets) => {
		expect(findTargets(text)).toEqual(targets)
		expect(targets.filter((target) => !parseTarget(target).ok)).toEqual([])
	})
})
