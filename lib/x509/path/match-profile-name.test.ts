import { expect, test } from "vitest"
import { readCertificate } from "../certificate.ts"
import { makeCertificate } from "../testing/make-certificate.ts"
import { matchProfileName, nameRules } from "./match-profile-name.ts"

type Stack = keyof typeof nameRules | "go"

async function stacksThatTake(recipe: { subject: string; dns?: readonly string[] }, wanted: string) {
	const names = recipe.dns?.map((value) => ({ type: "dns", value }) as const)
	const { der } = await makeCertificate({ subject: recipe.subject, ...(names && { names }) })
	const read = readCertificate(der)
	if (!read.ok) throw new Error(read.error.text)
	const certificate = read.value
	const stacks: readonly Stack[] = ["go", "grpc-core", "java", "node", "openssl"]
	return stacks.filter((stack) => {
		const rules = stack === "go" ? {} : { rules: nameRules[stack] }
		return matchProfileName({ certificate, wanted, ...rules }).isMatch
	})
}

test.each([
	[
		"the common name alone",
		{ subject: "CN=a.example" },
		"a.example",
		["grpc-core", "java", "node", "openssl"],
	],
	["a common name beside a DNS name", { subject: "CN=a.example", dns: ["b.example"] }, "a.example", []],
	[
		"a whole left-most label",
		{ subject: "O=x", dns: ["*.b.example"] },
		"a.b.example",
		["go", "grpc-core", "java", "node", "openssl"],
	],
	["a star over a top-level domain", { subject: "O=x", dns: ["*.example"] }, "a.example", ["go", "java"]],
	[
		"a star at the edge of a label",
		{ subject: "O=x", dns: ["a*.b.example"] },
		"a1.b.example",
		["java", "node", "openssl"],
	],
	["a star inside a label", { subject: "O=x", dns: ["a*z.b.example"] }, "a1z.b.example", ["java", "node"]],
	["a star in a later label", { subject: "O=x", dns: ["a.*.example"] }, "a.b.example", ["java"]],
	["two labels under one star", { subject: "O=x", dns: ["*.example.test"] }, "a.b.example.test", []],
] as const)("who takes %s", async (_what, recipe, wanted, stacks) => {
	expect(await stacksThatTake(recipe, wanted)).toEqual(stacks)
})
