-- Quicksort by hand over pseudo-random numbers: table reads and writes.
local n = tonumber((...)) or 1000

local values, seed = {}, 42
for i = 1, n do
  seed = (seed * 1103 + 12345) % 65537
  values[i] = seed
end

local function sort(low, high)
  while low < high do
    local pivot = values[math.floor((low + high) / 2)]
    local i, j = low, high
    while i <= j do
      while values[i] < pivot do
        i = i + 1
      end
      while values[j] > pivot do
        j = j - 1
      end
      if i <= j then
        values[i], values[j] = values[j], values[i]
        i = i + 1
        j = j - 1
      end
    end
    if j - low < high - i then
      sort(low, j)
      low = i
    else
      sort(i, high)
      high = j
    end
  end
end

sort(1, n)
local hash, inOrder = 0, true
for i = 1, n do
  hash = (hash * 31 + values[i]) % 65521
  if i > 1 and values[i - 1] > values[i] then
    inOrder = false
  end
end
print(hash, inOrder)
