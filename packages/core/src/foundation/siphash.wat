;; SipHash-2-4 with 128 bits, of a message that lies in memory, where numbers have 64 bits. `siphash.ts` packs texts and calls it.
;;
;;   0   the key, 16 bytes
;;   16  the hash, 16 bytes
;;   32  the message; behind it, up to a whole word of eight bytes, nothing but 0
;;
;; Source: SipHash: a fast short-input PRF (Aumasson, Bernstein), and its reference implementation for 128 bits.
(module
  (memory (export "memory") 1)

  (func $rounds (param $left i32) (param $v0 i64) (param $v1 i64) (param $v2 i64) (param $v3 i64) (result i64 i64 i64 i64)
    (loop $round
      (local.set $v0 (i64.add (local.get $v0) (local.get $v1)))
      (local.set $v1 (i64.xor (i64.rotl (local.get $v1) (i64.const 13)) (local.get $v0)))
      (local.set $v0 (i64.rotl (local.get $v0) (i64.const 32)))
      (local.set $v2 (i64.add (local.get $v2) (local.get $v3)))
      (local.set $v3 (i64.xor (i64.rotl (local.get $v3) (i64.const 16)) (local.get $v2)))
      (local.set $v0 (i64.add (local.get $v0) (local.get $v3)))
      (local.set $v3 (i64.xor (i64.rotl (local.get $v3) (i64.const 21)) (local.get $v0)))
      (local.set $v2 (i64.add (local.get $v2) (local.get $v1)))
      (local.set $v1 (i64.xor (i64.rotl (local.get $v1) (i64.const 17)) (local.get $v2)))
      (local.set $v2 (i64.rotl (local.get $v2) (i64.const 32)))
      (br_if $round (local.tee $left (i32.sub (local.get $left) (i32.const 1)))))
    (local.get $v0) (local.get $v1) (local.get $v2) (local.get $v3))

  (func (export "hash") (param $length i32)
    (local $v0 i64) (local $v1 i64) (local $v2 i64) (local $v3 i64)
    (local $word i64) (local $at i32) (local $last i32)
    (local.set $v0 (i64.xor (i64.load (i32.const 0)) (i64.const 0x736f6d6570736575)))
    (local.set $v1 (i64.xor (i64.load (i32.const 8)) (i64.const 0x646f72616e646f83)))
    (local.set $v2 (i64.xor (i64.load (i32.const 0)) (i64.const 0x6c7967656e657261)))
    (local.set $v3 (i64.xor (i64.load (i32.const 8)) (i64.const 0x7465646279746573)))
    (local.set $last (i32.and (local.get $length) (i32.const -8)))
    (loop $words
      (local.set $word (i64.load offset=32 (local.get $at)))
      ;; The last word ends with the length.
      (if (i32.eq (local.get $at) (local.get $last))
        (then (local.set $word
          (i64.or (local.get $word) (i64.shl (i64.extend_i32_u (local.get $length)) (i64.const 56))))))
      (call $rounds (i32.const 2) (local.get $v0) (local.get $v1) (local.get $v2) (i64.xor (local.get $v3) (local.get $word)))
      (local.set $v3) (local.set $v2) (local.set $v1)
      (local.get $word) (i64.xor) (local.set $v0)
      (local.set $at (i32.add (local.get $at) (i32.const 8)))
      (br_if $words (i32.le_u (local.get $at) (local.get $last))))
    (call $rounds (i32.const 4) (local.get $v0) (local.get $v1) (i64.xor (local.get $v2) (i64.const 0xee)) (local.get $v3))
    (local.set $v3) (local.set $v2) (local.set $v1) (local.set $v0)
    (i64.store (i32.const 16)
      (i64.xor (i64.xor (local.get $v0) (local.get $v1)) (i64.xor (local.get $v2) (local.get $v3))))
    (call $rounds (i32.const 4) (local.get $v0) (i64.xor (local.get $v1) (i64.const 0xdd)) (local.get $v2) (local.get $v3))
    (local.set $v3) (local.set $v2) (local.set $v1) (local.set $v0)
    (i64.store (i32.const 24)
      (i64.xor (i64.xor (local.get $v0) (local.get $v1)) (i64.xor (local.get $v2) (local.get $v3)))))
)
