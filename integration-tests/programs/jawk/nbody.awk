# The sun and four planets: floating-point numbers in arrays.
function body(i, px, py, pz, qx, qy, qz, m) {
  x[i] = px; y[i] = py; z[i] = pz
  vx[i] = qx * days; vy[i] = qy * days; vz[i] = qz * days
  mass[i] = m * solar
}

function energy(   e, i, j, dx, dy, dz) {
  e = 0
  for (i = 1; i <= 5; i++) {
    e = e + 0.5 * mass[i] * (vx[i] * vx[i] + vy[i] * vy[i] + vz[i] * vz[i])
    for (j = i + 1; j <= 5; j++) {
      dx = x[i] - x[j]; dy = y[i] - y[j]; dz = z[i] - z[j]
      e = e - mass[i] * mass[j] / sqrt(dx * dx + dy * dy + dz * dz)
    }
  }
  return e
}

function offset(   px, py, pz, i) {
  for (i = 1; i <= 5; i++) {
    px = px + vx[i] * mass[i]; py = py + vy[i] * mass[i]; pz = pz + vz[i] * mass[i]
  }
  vx[1] = -px / solar; vy[1] = -py / solar; vz[1] = -pz / solar
}

function advance(dt,   i, j, bx, by, bz, bm, wx, wy, wz, dx, dy, dz, d2, mag, m) {
  for (i = 1; i <= 5; i++) {
    bx = x[i]; by = y[i]; bz = z[i]; bm = mass[i]
    wx = vx[i]; wy = vy[i]; wz = vz[i]
    for (j = i + 1; j <= 5; j++) {
      dx = bx - x[j]; dy = by - y[j]; dz = bz - z[j]
      d2 = dx * dx + dy * dy + dz * dz
      mag = dt / (d2 * sqrt(d2))
      m = mass[j] * mag
      wx = wx - dx * m; wy = wy - dy * m; wz = wz - dz * m
      m = bm * mag
      vx[j] = vx[j] + dx * m; vy[j] = vy[j] + dy * m; vz[j] = vz[j] + dz * m
    }
    vx[i] = wx; vy[i] = wy; vz[i] = wz
    x[i] = bx + dt * wx; y[i] = by + dt * wy; z[i] = bz + dt * wz
  }
}

BEGIN {
  solar = 4 * 3.141592653589793 * 3.141592653589793
  days = 365.24
  body(1, 0, 0, 0, 0, 0, 0, 1)
  body(2, 4.8414314424647209, -1.16032004402742839, -0.103622044471123109, 0.00166007664274403694, 0.00769901118419740425, -0.0000690460016972063023, 0.000954791938424326609)
  body(3, 8.34336671824457987, 4.12479856412430479, -0.403523417114321381, -0.00276742510726411, 0.00499852801234917238, 0.0000230417297573763929, 0.000285885980666130812)
  body(4, 12.894369562139131, -15.1111514016986312, -0.223307578892655734, 0.00296460137564761618, 0.0023784717395948095, -0.0000296589568540237556, 0.0000436624404335156298)
  body(5, 15.3796971148509165, -25.9193146099879641, 0.179258772950371181, 0.00268067772490389322, 0.00162824170038242295, -0.000095159225451971587, 0.0000515138902046611451)
  offset()
  printf "%.9f\n", energy()
  for (step = 0; step < n; step++) {
    advance(0.01)
  }
  printf "%.9f\n", energy()
}
