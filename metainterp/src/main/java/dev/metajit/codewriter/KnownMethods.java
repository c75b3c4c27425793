package dev.metajit.codewriter;

import dev.metajit.trace.EffectInfo;
import dev.metajit.trace.EffectInfo.Extra;
import dev.metajit.trace.FieldDescr;
import dev.metajit.trace.Storage;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is known of methods of the JDK: which depend on their arguments alone, which small ones pay
 * to be looked into, and what native ones do.
 */
final class KnownMethods {
  private static final String MATH =
      "sin cos tan asin acos atan atan2 exp expm1 log log10 log1p pow cbrt sinh cosh tanh hypot"
          + " fma IEEEremainder ulp signum toRadians toDegrees round copySign scalb getExponent"
          + " nextUp nextDown nextAfter";

  /** No throwable but an error of the JVM itself. */
  private static final MethodTable PURE =
      new MethodTable(
          """
          java/lang/Boolean: valueOf(Z)Ljava/lang/Boolean;
          java/lang/Byte: valueOf(B)Ljava/lang/Byte;
          java/lang/Short: valueOf(S)Ljava/lang/Short;
          java/lang/Character: valueOf(C)Ljava/lang/Character;
          java/lang/Integer: valueOf(I)Ljava/lang/Integer;
          java/lang/Long: valueOf(J)Ljava/lang/Long;
          java/lang/Float: valueOf(F)Ljava/lang/Float; compare float16ToFloat floatToFloat16
          java/lang/Double: valueOf(D)Ljava/lang/Double; compare
          java/lang/Integer: expand compress
          java/lang/Long: expand compress
          java/lang/Math: %1$s
          java/lang/StrictMath: %1$s
          """
              .formatted(MATH));

  private static final MethodTable PURE_RAISING =
      new MethodTable(
          """
          java/lang/Object: getClass
          java/lang/Class: isInstance isArray isInterface isPrimitive getSuperclass getComponentType
          java/lang/Class: isAssignableFrom desiredAssertionStatus isHidden isRecord isEnum getModifiers
          java/lang/String: equals hashCode compareTo(Ljava/lang/String;)I equalsIgnoreCase indexOf
          java/lang/String: lastIndexOf contains startsWith endsWith codePointAt regionMatches
          java/lang/String: compareToIgnoreCase isBlank
          java/lang/Integer: parseInt parseUnsignedInt remainderUnsigned divideUnsigned
          java/lang/Long: parseLong remainderUnsigned divideUnsigned
          java/lang/Double: parseDouble
          java/lang/Float: parseFloat
          java/math/BigInteger: compareTo equals hashCode bitLength bitCount testBit getLowestSetBit
          java/math/BigInteger: intValue longValue doubleValue floatValue intValueExact longValueExact
          java/math/BigInteger: min max signum isProbablePrime
          java/math/BigDecimal: compareTo equals signum scale precision doubleValue intValue longValue
          """);

  /** What they give depends on their argument alone, but may be a new object each time. */
  private static final MethodTable PURE_ALLOCATION =
      new MethodTable(
          """
          java/lang/Integer: toString(I)Ljava/lang/String; toHexString toOctalString toBinaryString
          java/lang/Long: toString(J)Ljava/lang/String; toHexString toOctalString toBinaryString
          java/lang/Double: toString(D)Ljava/lang/String;
          java/lang/Float: toString(F)Ljava/lang/String;
          java/lang/Character: toString(C)Ljava/lang/String;
          java/lang/Boolean: toString(Z)Ljava/lang/String;
          java/lang/String: valueOf(C)Ljava/lang/String; valueOf(Z)Ljava/lang/String;
          java/math/BigInteger: valueOf(J)Ljava/math/BigInteger;
          """);

  /** Small methods of the JDK that are traced into. */
  private static final MethodTable INLINED =
      new MethodTable(
          """
          java/lang/Object: <init> equals
          java/lang/Record: <init>
          java/lang/Number: <init>
          java/lang/Enum: ordinal name equals compareTo getDeclaringClass <init>
          java/lang/Boolean: booleanValue equals hashCode compare logicalAnd logicalOr logicalXor
          java/lang/Byte: byteValue intValue longValue shortValue floatValue doubleValue equals
          java/lang/Byte: hashCode compare compareTo toUnsignedInt toUnsignedLong
          java/lang/Short: byteValue intValue longValue shortValue floatValue doubleValue equals
          java/lang/Short: reverseBytes hashCode compare compareTo toUnsignedInt toUnsignedLong
          java/lang/Character: reverseBytes charValue equals hashCode compare compareTo
          java/lang/Integer: byteValue intValue longValue shortValue floatValue doubleValue equals
          java/lang/Integer: hashCode compare compareTo compareUnsigned toUnsignedLong signum min max
          java/lang/Integer: highestOneBit lowestOneBit
          java/lang/Long: byteValue intValue longValue shortValue floatValue doubleValue equals
          java/lang/Long: hashCode compare compareTo compareUnsigned signum min max highestOneBit
          java/lang/Long: lowestOneBit
          java/lang/Float: byteValue intValue longValue shortValue floatValue doubleValue equals
          java/lang/Float: hashCode compareTo isNaN isInfinite isFinite floatToIntBits
          java/lang/Byte: toString()Ljava/lang/String;
          java/lang/Short: toString()Ljava/lang/String;
          java/lang/Integer: toString()Ljava/lang/String;
          java/lang/Long: toString()Ljava/lang/String;
          java/lang/Float: toString()Ljava/lang/String;
          java/lang/Double: toString()Ljava/lang/String;
          java/lang/Boolean: toString()Ljava/lang/String;
          java/lang/String: toString valueOf(I)Ljava/lang/String; valueOf(J)Ljava/lang/String;
          java/lang/String: valueOf(F)Ljava/lang/String; valueOf(D)Ljava/lang/String;
          java/lang/String: valueOf(Ljava/lang/Object;)Ljava/lang/String;
          java/lang/Double: byteValue intValue longValue shortValue floatValue doubleValue equals
          java/lang/Double: hashCode compareTo isNaN isInfinite isFinite doubleToLongBits
          java/lang/Math: * -random
          java/lang/StrictMath: * -random
          java/lang/String: length charAt isEmpty isLatin1 coder value checkIndex
          java/lang/StringLatin1: charAt length isLatin1 canEncode checkIndex
          java/lang/StringUTF16: charAt length getChar checkIndex
          java/lang/CharSequence: isEmpty
          java/lang/Class: cast
          java/util/Objects: requireNonNull requireNonNullElse equals isNull nonNull checkIndex
          java/util/Objects: hashCode checkFromToIndex checkFromIndexSize
          jdk/internal/util/Preconditions: checkIndex checkFromToIndex checkFromIndexSize
          java/util/Optional: get isPresent isEmpty orElse
          java/util/AbstractCollection: <init>
          java/util/AbstractList: <init>
          java/util/AbstractMap: <init>
          java/util/ArrayList: <init>()V <init>(I)V get set add(Ljava/lang/Object;)Z elementData size
          java/util/ArrayList: add(Ljava/lang/Object;[Ljava/lang/Object;I)V isEmpty rangeCheck remove(I)Ljava/lang/Object;
          java/util/ArrayList: iterator grow fastRemove getFirst getLast addLast removeLast elementAt
          java/util/ArrayList$Itr: <init> hasNext next checkForComodification
          java/util/Arrays: copyOf copyOfRange
          java/util/ArrayDeque: <init> addFirst addLast pollFirst pollLast removeFirst removeLast
          java/util/ArrayDeque: getFirst getLast peekFirst peekLast push pop peek poll add offer
          java/util/ArrayDeque: offerFirst offerLast remove()Ljava/lang/Object; element size isEmpty
          java/util/ArrayDeque: inc dec sub elementAt nonNullElementAt
          java/util/ImmutableCollections$AbstractImmutableList: iterator
          java/util/ImmutableCollections$ListItr: <init> hasNext next
          java/util/ImmutableCollections$ListN: get size isEmpty
          java/util/ImmutableCollections$List12: get size isEmpty
          java/util/Collections$UnmodifiableList: get
          java/util/Collections$UnmodifiableCollection: size isEmpty
          java/util/Arrays$ArrayList: get set size
          java/util/AbstractSequentialList: <init>
          java/util/LinkedList: <init>()V push pop peek peekFirst peekLast poll pollFirst pollLast
          java/util/LinkedList: add(Ljava/lang/Object;)Z addFirst addLast offer offerFirst offerLast
          java/util/LinkedList: remove()Ljava/lang/Object; removeFirst removeLast getFirst getLast
          java/util/LinkedList: element linkFirst linkLast unlinkFirst unlinkLast size
          java/util/LinkedList$Node: <init>
          java/util/AbstractCollection: isEmpty
          java/util/AbstractMap$SimpleEntry: getKey getValue
          java/util/concurrent/atomic/AtomicInteger: get set
          java/util/concurrent/atomic/AtomicLong: get set
          java/nio/Buffer: checkIndex scope session nextGetIndex nextPutIndex position limit
          java/nio/Buffer: hasRemaining remaining clear flip rewind
          java/nio/ByteBuffer: position limit clear flip rewind
          java/nio/HeapByteBuffer: get()B getShort()S getChar()C getInt()I getLong()J getFloat()F
          java/nio/HeapByteBuffer: getDouble()D put(B)Ljava/nio/ByteBuffer;
          java/nio/HeapByteBuffer: putShort(S)Ljava/nio/ByteBuffer; putChar(C)Ljava/nio/ByteBuffer;
          java/nio/HeapByteBuffer: putInt(I)Ljava/nio/ByteBuffer; putLong(J)Ljava/nio/ByteBuffer;
          java/nio/HeapByteBuffer: putFloat(F)Ljava/nio/ByteBuffer;
          java/nio/HeapByteBuffer: putDouble(D)Ljava/nio/ByteBuffer;
          java/nio/HeapByteBuffer: get(I)B getShort(I)S getChar(I)C getInt(I)I getLong(I)J
          java/nio/HeapByteBuffer: getFloat(I)F getDouble(I)D ix byteOffset
          java/nio/HeapByteBuffer: put(IB)Ljava/nio/ByteBuffer; putShort(IS)Ljava/nio/ByteBuffer;
          java/nio/HeapByteBuffer: putChar(IC)Ljava/nio/ByteBuffer; putInt(II)Ljava/nio/ByteBuffer;
          java/nio/HeapByteBuffer: putLong(IJ)Ljava/nio/ByteBuffer; putFloat(IF)Ljava/nio/ByteBuffer;
          java/nio/HeapByteBuffer: putDouble(ID)Ljava/nio/ByteBuffer;
          jdk/internal/misc/ScopedMemoryAccess: getShortUnaligned getCharUnaligned getIntUnaligned
          jdk/internal/misc/ScopedMemoryAccess: getLongUnaligned putShortUnaligned putCharUnaligned
          jdk/internal/misc/ScopedMemoryAccess: putIntUnaligned putLongUnaligned
          jdk/internal/misc/ScopedMemoryAccess: getShortUnalignedInternal getCharUnalignedInternal
          jdk/internal/misc/ScopedMemoryAccess: getIntUnalignedInternal getLongUnalignedInternal
          jdk/internal/misc/ScopedMemoryAccess: putShortUnalignedInternal putCharUnalignedInternal
          jdk/internal/misc/ScopedMemoryAccess: putIntUnalignedInternal putLongUnalignedInternal
          jdk/internal/misc/Unsafe: getShortUnaligned(Ljava/lang/Object;JZ)S convEndian
          jdk/internal/misc/Unsafe: getCharUnaligned(Ljava/lang/Object;JZ)C
          jdk/internal/misc/Unsafe: getIntUnaligned(Ljava/lang/Object;JZ)I
          jdk/internal/misc/Unsafe: getLongUnaligned(Ljava/lang/Object;JZ)J
          jdk/internal/misc/Unsafe: putShortUnaligned(Ljava/lang/Object;JSZ)V
          jdk/internal/misc/Unsafe: putCharUnaligned(Ljava/lang/Object;JCZ)V
          jdk/internal/misc/Unsafe: putIntUnaligned(Ljava/lang/Object;JIZ)V
          jdk/internal/misc/Unsafe: putLongUnaligned(Ljava/lang/Object;JJZ)V
          java/lang/ref/Reference: reachabilityFence
          java/lang/Thread: isInterrupted interrupted getAndClearInterrupt
          java/lang/Throwable: <init> getMessage getLocalizedMessage
          java/lang/Exception: <init>
          java/lang/RuntimeException: <init>
          java/lang/Error: <init>
          """);

  /** Nothing that a trace could see, and nothing thrown. */
  private static final MethodTable HARMLESS =
      new MethodTable(
          """
          java/lang/System: nanoTime currentTimeMillis identityHashCode
          java/lang/Thread: onSpinWait
          java/lang/Object: hashCode
          jdk/internal/misc/CDS: isDumpingClassList isDumpingArchive
          """);

  /** Allocates, or throws, or changes an object that no trace looks into, and no more. */
  private static final MethodTable ALLOCATING =
      new MethodTable(
          """
          java/lang/reflect/Array: newInstance newArray multiNewArray getLength
          java/lang/String: intern
          java/lang/Integer: toString toHexString toOctalString toBinaryString
          java/lang/Long: toString toHexString toOctalString toBinaryString
          java/lang/Double: toString
          java/lang/Float: toString
          java/lang/Character: toString toChars
          java/lang/Boolean: toString
          java/lang/String: substring concat toLowerCase toUpperCase trim strip repeat
          java/lang/String: replace toCharArray
          java/lang/String: valueOf(I)Ljava/lang/String; valueOf(J)Ljava/lang/String;
          java/lang/String: valueOf(F)Ljava/lang/String; valueOf(D)Ljava/lang/String;
          java/lang/StringBuilder: <init>()V <init>(I)V <init>(Ljava/lang/String;)V toString length
          java/lang/StringBuilder: append(Z)Ljava/lang/StringBuilder; charAt setLength setCharAt
          java/lang/StringBuilder: append(C)Ljava/lang/StringBuilder; reverse deleteCharAt delete
          java/lang/StringBuilder: append(I)Ljava/lang/StringBuilder; isEmpty indexOf substring
          java/lang/StringBuilder: append(J)Ljava/lang/StringBuilder; capacity ensureCapacity
          java/lang/StringBuilder: append(F)Ljava/lang/StringBuilder; appendCodePoint
          java/lang/StringBuilder: append(D)Ljava/lang/StringBuilder;
          java/lang/StringBuilder: append(Ljava/lang/String;)Ljava/lang/StringBuilder;
          java/math/BigInteger: toString divideAndRemainder add subtract multiply divide mod
          java/math/BigInteger: remainder pow gcd abs negate shiftLeft shiftRight and or xor not andNot
          java/math/BigInteger: setBit clearBit flipBit modPow modInverse sqrt
          java/math/BigDecimal: add subtract multiply divide remainder negate abs pow setScale
          java/math/BigDecimal: toString toPlainString <init>(Ljava/lang/String;)V <init>(D)V
          java/math/BigDecimal: <init>(I)V <init>(J)V
          """);

  private static final Set<FieldDescr> THROWABLE = throwableFields();

  private static final Set<Storage> ALL_STORAGES = Set.copyOf(EnumSet.allOf(Storage.class));

  private KnownMethods() {}

  /** What a method does, if that is known without its code, else {@code null}. */
  static EffectInfo effect(String owner, String name, String desc) {
    if (PURE.contains(owner, name, desc) || isCharacterPredicate(owner, name, desc)) {
      return EffectInfo.of(Extra.ELIDABLE_CANNOT_RAISE);
    }
    if (PURE_ALLOCATION.contains(owner, name, desc)) {
      return EffectInfo.of(Extra.PURE_ALLOCATION);
    }
    if (PURE_RAISING.contains(owner, name, desc)) {
      return EffectInfo.of(Extra.ELIDABLE_CAN_RAISE);
    }
    if (owner.equals("java/lang/Thread") && name.equals("currentThread")) {
      return EffectInfo.of(Extra.LOOP_INVARIANT);
    }
    if (HARMLESS.contains(owner, name, desc)) {
      return EffectInfo.of(Extra.CANNOT_RAISE);
    }
    if (owner.equals("java/lang/Throwable") && name.equals("fillInStackTrace")) {
      return new EffectInfo(Extra.CANNOT_RAISE, THROWABLE, THROWABLE, Set.of(), Set.of());
    }
    if (owner.equals("java/lang/System") && name.equals("arraycopy")) {
      return new EffectInfo(Extra.CAN_RAISE, Set.of(), Set.of(), ALL_STORAGES, ALL_STORAGES);
    }
    return ALLOCATING.contains(owner, name, desc) ? EffectInfo.of(Extra.CAN_RAISE) : null;
  }

  /** What {@code clone} of an array does. That of another object reads all its fields. */
  static EffectInfo arrayClone() {
    return new EffectInfo(Extra.CAN_RAISE, Set.of(), Set.of(), ALL_STORAGES, Set.of());
  }

  /**
   * What a constructor of an exception of the JDK does: it fills in the stack trace, and whatever
   * it was given, which a trace may read. With a cause alone it asks that for its text.
   */
  static EffectInfo throwableConstructor(String desc) {
    return desc.equals("(Ljava/lang/Throwable;)V")
        ? EffectInfo.RANDOM
        : new EffectInfo(Extra.CAN_RAISE, THROWABLE, THROWABLE, Set.of(), Set.of());
  }

  private static Set<FieldDescr> throwableFields() {
    return Stream.of(Trusted.declaredFields(Throwable.class))
        .map(FieldDescr::of)
        .filter(field -> !field.isStatic())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** {@code Character.isDigit} and its like: from primitives to a primitive. */
  private static boolean isCharacterPredicate(String owner, String name, String desc) {
    boolean fromOne = desc.startsWith("(C)") || desc.startsWith("(I)") || desc.startsWith("(CI)");
    boolean toPrimitive = desc.charAt(desc.length() - 2) == ')';
    return owner.equals("java/lang/Character")
        && fromOne
        && toPrimitive
        && !isInlined(owner, name, desc);
  }

  /**
   * True if a pure allocation gives its argument, written as string concatenation does: a {@code
   * toString} or {@code valueOf} rather than, say, {@code toHexString}.
   */
  static boolean isWriting(String owner, String name, String desc) {
    return (name.equals("toString") || name.equals("valueOf"))
        && desc.endsWith(")Ljava/lang/String;")
        && PURE_ALLOCATION.contains(owner, name, desc);
  }

  /** True if a small method of the JDK is traced into. */
  static boolean isInlined(String owner, String name, String desc) {
    return INLINED.contains(owner, name, desc);
  }
}
