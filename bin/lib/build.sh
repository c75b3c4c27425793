# Sourced by the commands in bin: goes to the source tree and builds what is missing or out of date.

cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit 2

java=java
mvn=mvn
if [ -n "${JAVA_HOME:-}" ]; then
  java=$JAVA_HOME/bin/java
fi

# Metajit is up to date if no source is newer than the last build.
up_to_date() {
  local built=integration-tests/target/built
  [ -e "$built" ] && [ -e agent/target/jit.jar ] \
    && [ -z "$(find ./*/src/main ./*/pom.xml pom.xml -newer "$built" -type f -print -quit)" ]
}

build_if_needed() {
  if [ "${METAJIT_BUILD:-auto}" = never ] || up_to_date; then
    return
  fi
  echo "building Metajit..." >&2
  "$mvn" -q -B package -Dquickly >&2 || exit 2
  touch integration-tests/target/built
}

# Runs a main class of the integration tests.
run_class() {
  exec "$java" -cp integration-tests/target/classes "$@"
}
