/**
 * The error function, its complement and the scaled complement. Rational approximations with the coefficients of Sun's fdlibm (1993,
 * see NOTICE): of erf below 0.84375, of erf - 0.845… up to 1.25, and beyond of ln(x e^(x²) erfc(x)) in 1/x².
 */
import { withoutLowBits } from "./bits.ts"
import { productError } from "./double-double.ts"
import { exp, expSum } from "./exp.ts"

/** erf(x) = 2/√π ∫₀ˣ e^(-t²) dt, within 1 ulp. x-like at ±0, ±1 at ±Infinity and beyond ±6, NaN for NaN. */
export function erf(x: number): number {
  const a = Math.abs(x)
  if (a < 0.84375) return a < 1e-300 ? (8 * x + 8 * 0.1283791670955126 * x) / 8 : x + x * inner(x * x)
  if (!(a < 6)) return a !== a ? x : Math.sign(x)
  const value = a < 1.25 ? atOne + middle(a - 1) : 1 - tail(a)
  return x < 0 ? -value : value
}

/** erfc(x) = 1 - erf(x) without the cancellation, within 2 ulp where the result is normal. 0 above 27.3, 2 at -Infinity, NaN for NaN. */
export function erfc(x: number): number {
  const a = Math.abs(x)
  if (a < 0.84375) return x < 0.25 ? 1 - (x + x * inner(x * x)) : 0.5 - (x - 0.5 + x * inner(x * x))
  if (!(a < 28)) return a !== a ? x : x > 0 ? 0 : 2
  if (a < 1.25) return x > 0 ? 1 - atOne - middle(a - 1) : 1 + (atOne + middle(a - 1))
  return x > 0 ? tail(a) : a > 6 ? 2 : 2 - tail(a)
}

/**
 * erfcx(x) = e^(x²) erfc(x), within 2 ulp: the choice where erfc underflows or is divided by a density. 1 at 0, 1/(x√π) for large x,
 * Infinity below -26.63, NaN for NaN.
 */
export function erfcx(x: number): number {
  if (x < 1.25) return x < -26.7 ? Infinity : expSquare(x) * erfc(x)
  if (x < 28) return exp(logScaled(x) - 0.5625) / x
  const z = 1 / (x * x)
  return (
    (0.5641895835477563 / x) *
    (1 - z * (0.5 - z * (0.75 - z * (1.875 - z * (6.5625 - z * (29.53125 - z * (162.421875 - z * 1055.7421875)))))))
  )
}

/** erf(x)/x - 1 as a function of x², |x| < 0.84375. */
function inner(z: number): number {
  const p =
    0.12837916709551256 + z * (-0.3250421072470015 + z * (-0.02848174957559851 + z * (-0.005770270296489442 + z * -2.3763016656650163e-5)))
  const q =
    1 +
    z *
      (0.39791722395915535 +
        z * (0.0650222499887672945 + z * (0.00508130628187576563 + z * (1.32494738004321645e-4 + z * -3.96022827877536812e-6))))
  return p / q
}

/** erf(1 + s) - atOne, -0.15625 ≤ s < 0.25. */
function middle(s: number): number {
  const p =
    -2.36211856075265944077e-3 +
    s *
      (4.14856118683748331666e-1 +
        s *
          (-3.72207876035701323847e-1 +
            s *
              (3.18346619901161753674e-1 +
                s * (-1.10894694282396677476e-1 + s * (3.54783043256182359371e-2 + s * -2.166375594868790843e-3)))))
  const q =
    1 +
    s *
      (1.06420880400844228286e-1 +
        s *
          (5.40397917702171048937e-1 +
            s *
              (7.18286544141962662868e-2 +
                s * (1.26171219808761642112e-1 + s * (1.36370839120290507362e-2 + s * 1.1984499846799107417e-2)))))
  return p / q
}

/** erf(1) rounded to 24 bits. */
const atOne = 0.845062911510467529297

/** erfc(x) for 1.25 ≤ x < 28: the square is cut in two so that nothing of -x² is lost. */
function tail(x: number): number {
  const z = withoutLowBits(x)
  return (exp(-z * z - 0.5625) * exp((z - x) * (z + x) + logScaled(x))) / x
}

/** ln(x e^(x²) erfc(x)) + 0.5625, 1.25 ≤ x < 28. */
function logScaled(x: number): number {
  const s = 1 / (x * x)
  return x < 2.857142857142857 ? near(s) : far(s)
}

function near(s: number): number {
  const R =
    -9.86494403484714822705e-3 +
    s *
      (-6.93858572707181764372e-1 +
        s *
          (-1.05586262253232909814e1 +
            s *
              (-6.23753324503260060396e1 +
                s *
                  (-1.62396669462573470355e2 +
                    s * (-1.84605092906711035994e2 + s * (-8.12874355063065934246e1 + s * -9.81432934416914548592))))))
  const S =
    1 +
    s *
      (1.96512716674392571292e1 +
        s *
          (1.376577541435190426e2 +
            s *
              (4.34565877475229228821e2 +
                s *
                  (6.45387271733267880336e2 +
                    s *
                      (4.29008140027567833386e2 +
                        s * (1.08635005541779435134e2 + s * (6.57024977031928170135 + s * -6.04244152148580987438e-2)))))))
  return R / S
}

function far(s: number): number {
  const R =
    -9.86494292470009928597e-3 +
    s *
      (-7.99283237680523006574e-1 +
        s *
          (-1.77579549177547519889e1 +
            s *
              (-1.60636384855821916062e2 +
                s * (-6.37566443368389627722e2 + s * (-1.02509513161107724954e3 + s * -4.83519191608651397019e2)))))
  const S =
    1 +
    s *
      (3.03380607434824582924e1 +
        s *
          (3.25792512996573918826e2 +
            s *
              (1.53672958608443695994e3 +
                s *
                  (3.19985821950859553908e3 +
                    s * (2.55305040643316442583e3 + s * (4.74528541206955367215e2 + s * -2.24409524465858183362e1))))))
  return R / S
}

/** e^(x²) for |x| < 27, the rounding of the square carried along. */
function expSquare(x: number): number {
  const square = x * x
  return square > 709.782712893384 ? Infinity : expSum(square, Math.abs(x) < 1e-100 ? 0 : productError(x, x, square))
}
