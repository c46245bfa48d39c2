declare module "*.css"

// The parts of node-forge that are used; the package types only the whole of it.
declare module "node-forge/lib/cipher.js" {
	import type { cipher } from "node-forge"

	const part: typeof cipher
	export default part
}
declare module "node-forge/lib/des.js"
declare module "node-forge/lib/rc2.js" {
	import type { rc2 } from "node-forge"

	const part: typeof rc2
	export default part
}
declare module "node-forge/lib/util.js" {
	import type { util } from "node-forge"

	const part: typeof util
	export default part
}
