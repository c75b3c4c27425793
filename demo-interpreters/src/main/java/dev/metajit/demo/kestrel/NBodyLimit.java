package dev.metajit.demo.kestrel;

import java.io.PrintStream;

/** The guest program {@code nbody} in Java. */
final class NBodyLimit {
  private static final double SOLAR_MASS = 4.0 * 3.141592653589793 * 3.141592653589793;
  private static final double DAYS = 365.24;
  private static final double STEP = 0.01;

  private NBodyLimit() {}

  private static final class Body {
    double x;
    double y;
    double z;
    double vx;
    double vy;
    double vz;
    final double mass;

    Body(double x, double y, double z, double vx, double vy, double vz, double mass) {
      this.x = x;
      this.y = y;
      this.z = z;
      this.vx = vx * DAYS;
      this.vy = vy * DAYS;
      this.vz = vz * DAYS;
      this.mass = mass * SOLAR_MASS;
    }
  }

  static void run(int steps, PrintStream out) {
    Body[] bodies = solarSystem();
    offsetMomentum(bodies);
    out.print(FloatFormat.fixed(energy(bodies), 9) + "\n");
    for (int step = 0; step < steps; step++) {
      advance(bodies);
    }
    out.print(FloatFormat.fixed(energy(bodies), 9) + "\n");
  }

  private static Body[] solarSystem() {
    return new Body[] {
      new Body(0, 0, 0, 0, 0, 0, 1),
      new Body(
          4.84143144246472090,
          -1.16032004402742839,
          -0.103622044471123109,
          0.00166007664274403694,
          0.00769901118419740425,
          -0.0000690460016972063023,
          0.000954791938424326609),
      new Body(
          8.34336671824457987,
          4.12479856412430479,
          -0.403523417114321381,
          -0.00276742510726411060,
          0.00499852801234917238,
          0.0000230417297573763929,
          0.000285885980666130812),
      new Body(
          12.8943695621391310,
          -15.1111514016986312,
          -0.223307578892655734,
          0.00296460137564761618,
          0.00237847173959480950,
          -0.0000296589568540237556,
          0.0000436624404335156298),
      new Body(
          15.3796971148509165,
          -25.9193146099879641,
          0.179258772950371181,
          0.00268067772490389322,
          0.00162824170038242295,
          -0.0000951592254519715870,
          0.0000515138902046611451)
    };
  }

  private static void offsetMomentum(Body[] bodies) {
    double px = 0;
    double py = 0;
    double pz = 0;
    for (Body body : bodies) {
      px += body.vx * body.mass;
      py += body.vy * body.mass;
      pz += body.vz * body.mass;
    }
    bodies[0].vx = -px / SOLAR_MASS;
    bodies[0].vy = -py / SOLAR_MASS;
    bodies[0].vz = -pz / SOLAR_MASS;
  }

  private static void advance(Body[] bodies) {
    for (int i = 0; i < bodies.length; i++) {
      for (int j = i + 1; j < bodies.length; j++) {
        attract(bodies[i], bodies[j]);
      }
    }
    for (Body body : bodies) {
      body.x += STEP * body.vx;
      body.y += STEP * body.vy;
      body.z += STEP * body.vz;
    }
  }

  private static void attract(Body a, Body b) {
    double dx = a.x - b.x;
    double dy = a.y - b.y;
    double dz = a.z - b.z;
    double square = dx * dx + dy * dy + dz * dz;
    double strength = STEP / (square * Math.sqrt(square));
    double ofB = b.mass * strength;
    double ofA = a.mass * strength;
    a.vx -= dx * ofB;
    a.vy -= dy * ofB;
    a.vz -= dz * ofB;
    b.vx += dx * ofA;
    b.vy += dy * ofA;
    b.vz += dz * ofA;
  }

  private static double energy(Body[] bodies) {
    double total = 0;
    for (int i = 0; i < bodies.length; i++) {
      Body a = bodies[i];
      total += 0.5 * a.mass * (a.vx * a.vx + a.vy * a.vy + a.vz * a.vz);
      for (int j = i + 1; j < bodies.length; j++) {
        Body b = bodies[j];
        double dx = a.x - b.x;
        double dy = a.y - b.y;
        double dz = a.z - b.z;
        total -= a.mass * b.mass / Math.sqrt(dx * dx + dy * dy + dz * dz);
      }
    }
    return total;
  }
}
