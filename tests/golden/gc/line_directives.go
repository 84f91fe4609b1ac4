package p

var sink interface{}

func before(n int) { sink = n }

//line other.go:100
func after(n int) { sink = n }

//line third.go:7:20
func withColumn(n int) { sink = n }

func inline(n int) { sink /*line :50:3*/ = n }
