import { execFileSync } from "node:child_process"
import { join } from "node:path"
import protobuf from "protobufjs/light.js"
import { expect, test } from "vitest"
import { descriptors } from "./descriptors.gen.ts"

test("the generated descriptors are what the .proto files say", () => {
	const script = join(import.meta.dirname, "../scripts/proto.mjs")
	expect(execFileSync(process.execPath, [script, "--check"], { encoding: "utf8", stdio: "pipe" })).toBe("")
})

test.each([
	["grpc.health.v1.Health", ["Check", "Watch", "List"]],
	["grpc.reflection.v1.ServerReflection", ["ServerReflectionInfo"]],
	["grpc.reflection.v1alpha.ServerReflection", ["ServerReflectionInfo"]],
	[
		"SpiffeWorkloadAPI",
		["FetchX509SVID", "FetchX509Bundles", "FetchJWTSVID", "FetchJWTBundles", "ValidateJWTSVID"],
	],
	["countersign.lab.v1.Echo", ["Echo", "ServerStream"]],
])("%s offers the methods of its public protocol", (service, methods) => {
	const tree = protobuf.Root.fromJSON(JSON.parse(JSON.stringify(descriptors)))
	tree.resolveAll()
	expect(Object.keys(tree.lookupService(service).methods)).toEqual(methods)
})
