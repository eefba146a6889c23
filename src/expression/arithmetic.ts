import type { BinaryOperator } from './ast.ts';
import type { Budget } from './budget.ts';
import { Fault } from './fault.ts';
import { decompose } from './float-format.ts';
import { bitLength, type Numeric, toFloat } from './numbers.ts';

/** Python's arithmetic: `7 // 2` is 3, `-7 % 3` is 2, `4 / 2` is 2.0, integers have no limit but the budget's. */
export function arithmetic(operator: BinaryOperator, left: Numeric, right: Numeric, budget: Budget): Numeric {
  if (typeof left === 'bigint' && typeof right === 'bigint') return integers(operator, left, right, budget);
  if (operator === '**') return floatPower(toFloat(left), toFloat(right));
  return floats(operator, toFloat(left), toFloat(right));
}

function integers(operator: BinaryOperator, left: bigint, right: bigint, budget: Budget): Numeric {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      if (!isSmall(left) || !isSmall(right)) budget.bits(bitLength(left) + bitLength(right));
      return left * right;
    case '/':
      return divide(left, right);
    case '//':
    case '%': {
      if (right === 0n) throw divisionByZero(operator);
      const remainder = left % right;
      const modulo = remainder !== 0n && remainder < 0n !== right < 0n ? remainder + right : remainder;
      return operator === '%' ? modulo : (left - modulo) / right;
    }
    case '**':
      return power(left, right, budget);
  }
}

function isSmall(value: bigint): boolean {
  return value < 0x100000000n && value > -0x100000000n;
}

function power(base: bigint, exponent: bigint, budget: Budget): Numeric {
  if (exponent < 0n) return floatPower(toFloat(base), toFloat(exponent));
  if (base !== 0n && base !== 1n && base !== -1n) budget.bits(bitLength(base) * Number(exponent));
  return base ** (exponent > 1n && (base === 1n || base === -1n) ? exponent % 2n : exponent);
}

/** Correctly rounded, for integers beyond the floats' precision too. */
function divide(left: bigint, right: bigint): number {
  if (right === 0n) throw divisionByZero('/');
  if (isExact(left) && isExact(right)) return Number(left) / Number(right);
  const negative = left < 0n !== right < 0n;
  const a = left < 0n ? -left : left;
  const b = right < 0n ? -right : right;
  // A quotient of at least 66 bits, its last bit set if anything is left over: converting it then rounds only once.
  const shift = BigInt(Math.max(0, bitLength(b) - bitLength(a) + 70));
  const quotient = (a << shift) / b;
  const sticky = (a << shift) % b === 0n ? quotient : quotient | 1n;
  const result = Number(sticky) / 2 ** Number(shift);
  if (!Number.isFinite(result) || (result === 0 && a !== 0n)) {
    throw new Fault('the result of the division is too large or too small for a float');
  }
  return negative ? -result : result;
}

function isExact(value: bigint): boolean {
  return value <= BigInt(Number.MAX_SAFE_INTEGER) && value >= -BigInt(Number.MAX_SAFE_INTEGER);
}

function floats(operator: BinaryOperator, left: number, right: number): number {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      if (right === 0) throw divisionByZero(operator);
      return left / right;
    case '//':
    case '%': {
      if (right === 0) throw divisionByZero(operator);
      const { quotient, modulo } = divideFloor(left, right);
      return operator === '%' ? modulo : quotient;
    }
    case '**':
      return floatPower(left, right);
  }
}

/** CPython's float_divmod. */
export function divideFloor(left: number, right: number): { quotient: number; modulo: number } {
  let modulo = left % right;
  let division = (left - modulo) / right;
  if (modulo !== 0) {
    if (right < 0 !== modulo < 0) {
      modulo += right;
      division -= 1;
    }
  } else {
    modulo = right < 0 ? -0 : 0;
  }
  if (division === 0) return { quotient: left / right < 0 || Object.is(left / right, -0) ? -0 : 0, modulo };
  const floor = Math.floor(division);
  return { quotient: division - floor > 0.5 ? floor + 1 : floor, modulo };
}

export function floatPower(base: number, exponent: number): number {
  if (base === 0 && exponent < 0) throw new Fault('0 cannot be raised to a negative power');
  if (base === 1 || exponent === 0) return 1;
  if (base === -1 && !Number.isFinite(exponent) && !Number.isNaN(exponent)) return 1;
  // V8's own power is often off by a bit.
  const result = exponent === 0.5 ? Math.sqrt(base) : (wholePower(base, exponent) ?? base ** exponent);
  if (Number.isNaN(result) && !Number.isNaN(base) && !Number.isNaN(exponent)) {
    throw new Fault('a negative number has no real power with a fraction');
  }
  if (!Number.isFinite(result) && Number.isFinite(base) && Number.isFinite(exponent)) {
    throw new Fault('the result is too large for a float');
  }
  return result;
}

/** Larger exponents are left to V8. */
const MOST_FACTORS = 64;
/** Powers of two beyond which a result may be rounded twice, or be no float at all. */
const FAR = 900;

/** The power with a whole exponent, rounded once; nothing where that is not known to be possible. */
function wholePower(base: number, exponent: number): number | undefined {
  const factors = Math.abs(exponent);
  if (!Number.isInteger(exponent) || factors > MOST_FACTORS || !Number.isFinite(base) || base === 0)
    return undefined;
  if (Math.abs(Math.log2(Math.abs(base))) * factors > FAR) return undefined;
  const { mantissa, exponent: scale } = decompose(base);
  const whole = (mantissa ** BigInt(factors)) << BigInt(Math.max(0, scale * factors));
  const part = 1n << BigInt(Math.max(0, -scale * factors));
  return exponent > 0 ? divide(whole, part) : divide(part, whole);
}

function divisionByZero(operator: BinaryOperator): Fault {
  return new Fault(operator === '%' ? 'modulo by zero' : 'division by zero');
}
